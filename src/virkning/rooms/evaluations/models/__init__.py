"""What evaluators and projects say beside the figures, one module a subject."""

from .continuing import BenefitBody, BenefitGain, Embedding, Experience, PossibleBenefit
from .evidence import ActivityPortrait, Evidence, OtherExplanation, UnexpectedResult
from .judging import Assessment, FollowUp, Recommendation
from .proposing import Proposal

__all__ = [
    "ActivityPortrait",
    "Assessment",
    "BenefitBody",
    "BenefitGain",
    "Embedding",
    "Evidence",
    "Experience",
    "FollowUp",
    "OtherExplanation",
    "PossibleBenefit",
    "Proposal",
    "Recommendation",
    "UnexpectedResult",
]

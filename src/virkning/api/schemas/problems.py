"""Errors as the API tells them."""

from pydantic import BaseModel


class FieldProblem(BaseModel):
    """What is wrong with one field; `field` is blank for the whole."""

    field: str
    code: str
    message: str


class Doubt(BaseModel):
    """Something that looks wrong and may be right: name its code in `confirmed` to say that it is."""

    code: str
    field: str
    message: str


class Problem(BaseModel):
    """Why a call was not carried out. Nothing was written."""

    code: str
    message: str
    errors: list[FieldProblem] = []
    doubts: list[Doubt] = []

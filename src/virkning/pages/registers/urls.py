"""Addresses of registers, their deliveries and runs. A run's tables are the goals' pages; see `pages.goals`."""

from django.urls import path

from . import deliveries, keeping, lists, publishing, receiving, running, runpage

_REGISTER = "registre/<int:register_id>/"
_DELIVERY = _REGISTER + "leverancer/<int:delivery_id>/"
_RUN = _REGISTER + "koersler/<int:run_id>/"

urlpatterns = [
    path("registre/", lists.registers, name="registers"),
    path("organisationer/<int:organisation_id>/registre/nyt/", keeping.register_new, name="register_new"),
    path(_REGISTER, lists.register, name="register"),
    path(_REGISTER + "ret/", keeping.register_edit, name="register_edit"),
    path(_REGISTER + "fjern/", keeping.register_remove, name="register_remove"),
    path(_REGISTER + "leverancer/ny/", receiving.delivery_new, name="delivery_new"),
    path(_REGISTER + "leverancer/paa-serveren/", receiving.delivery_point, name="delivery_point"),
    path(_DELIVERY, deliveries.delivery, name="delivery"),
    path(_DELIVERY + "datarapport.txt", deliveries.delivery_report, name="delivery_report"),
    path(_DELIVERY + "laes/", deliveries.delivery_read, name="delivery_read"),
    path(_DELIVERY + "slet/", deliveries.delivery_erase, name="delivery_erase"),
    path(_REGISTER + "koersler/ny/", running.run_new, name="run_new"),
    path(_RUN, runpage.run, name="run"),
    path(_RUN + "offentliggoer/", publishing.run_publish, name="run_publish"),
    path(_RUN + "traek-tilbage/<int:publication_id>/", publishing.run_withdraw, name="run_withdraw"),
]

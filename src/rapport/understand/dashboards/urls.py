"""Addresses under `/w/<workspace>/`."""

from django.urls import path

from rapport.understand.dashboards import delivery_pages, pages, tile_pages

_ONE = "dashboards/<int:dashboard_id>/"
_TILE = _ONE + "tiles/<int:tile_id>/"

urlpatterns = [
    path("dashboards/", pages.dashboards, name="dashboards"),
    path("dashboards/add/", pages.make_dashboard, name="dashboard-add"),
    path("dashboards/choose/", tile_pages.choose_dashboard, name="dashboard-choose"),
    path("dashboards/put/", tile_pages.put_view, name="dashboard-put"),
    path(_ONE, pages.dashboard, name="dashboard"),
    path(_ONE + "change/", pages.edit_dashboard, name="dashboard-change"),
    path(_ONE + "duplicate/", pages.copy_dashboard, name="dashboard-duplicate"),
    path(_ONE + "delete/", pages.remove_dashboard, name="dashboard-delete"),
    path(_ONE + "period/", pages.keep_period, name="dashboard-period"),
    path(_ONE + "report.pdf", delivery_pages.download, name="dashboard-pdf"),
    path(_ONE + "delivery/", delivery_pages.change_delivery, name="dashboard-delivery"),
    path(_ONE + "send/", delivery_pages.send_now, name="dashboard-send"),
    path(_ONE + "arrange/", tile_pages.arrange_tiles, name="dashboard-arrange"),
    path(_ONE + "tiles/add/", tile_pages.put_tile, name="tile-add"),
    path(_TILE, tile_pages.tile, name="tile"),
    path(_TILE + "change/", tile_pages.edit_tile, name="tile-change"),
    path(_TILE + "remove/", tile_pages.take_off, name="tile-remove"),
]

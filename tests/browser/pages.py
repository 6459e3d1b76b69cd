"""The pages that are looked at; a list of patterns is followed from the page before."""

PAGES = {
    "overview": "/w/demo/",
    "metrics": "/w/demo/metrics/",
    "metric": "/w/demo/metrics/nps/",
    "evidence": "/w/demo/metrics/nps/evidence/",
    "explore": "/w/demo/explore/",
    "views": "/w/demo/views/",
    "dashboards": "/w/demo/dashboards/",
    "segments": "/w/demo/segments/",
    "people": "/w/demo/people/",
    "stream": "/w/demo/stream/",
    "search": "/w/demo/search/?q=a",
    "sources": "/w/demo/sources/",
    "presets": "/w/demo/sources/presets/",
    "rejects": "/w/demo/sources/rejects/",
    "settings": "/w/demo/settings/workspace/",
    "members": "/w/demo/settings/members/",
    "keys": "/w/demo/settings/keys/",
    "audit": "/w/demo/settings/audit/",
    "account": "/w/demo/settings/account/",
    "address": "/account/email/",
}
FROM_PEOPLE = "main a[href*='/people/']"

# Looked at for their texts only: what stands there when something is wrong, and what opens from another page.
SPOKEN = {
    "explore, asked for what is not there": "/w/demo/explore/?by=unheard_of&grain=minute&where=country+%3D",
    "explore, by time and channel": "/w/demo/explore/?metric=csat&by=channel&grain=month",
    "metric, filtered by nonsense": "/w/demo/metrics/nps/?where=did(x)",
    "metric that needs a setting": "/w/demo/explore/?metric=clv_historic",
    "people, filtered by nonsense": "/w/demo/people/?where=score+%3E",
    "new segment": "/w/demo/segments/new/",
    "retention": "/w/demo/settings/privacy/",
}
FROM_DASHBOARDS = "main a[href*='/dashboards/']"

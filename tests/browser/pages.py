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
}
FROM_PEOPLE = "main a[href*='/people/']"

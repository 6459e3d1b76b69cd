"""The truth as people and programs read it: `rapport demo --truth`."""

from collections.abc import Iterator
from dataclasses import asdict

from rapport.core.printing import table_lines
from rapport.serve.demo import effects, market, truth
from rapport.serve.demo.calendar import DAY, Calendar
from rapport.serve.demo.stream import Plan


def truth_document(plan: Plan) -> dict[str, object]:
    """Return every number of the model, with the days at which things happened to this company."""
    calendar = Calendar(plan.until)
    incident = [calendar.day(int(moment // DAY)).isoformat() for moment in calendar.incident]
    experiment = truth.EXPERIMENT
    constants = {
        name.lower(): value
        for name, value in vars(truth).items()
        if name.isupper() and isinstance(value, (int, float, dict)) and not isinstance(value, bool)
    }
    return {
        "company": market.NAME,
        "is_simulated": True,
        "plan": {"people": plan.people, "seed": plan.seed, "until": f"{plan.until:%Y-%m-%dT%H:%M:%SZ}"},
        "begins_on": calendar.begins.date().isoformat(),
        "effects": [asdict(effect) for effect in effects.EFFECTS],
        "segments": [asdict(segment) for segment in truth.SEGMENTS],
        "countries": [asdict(country) for country in market.COUNTRIES],
        "carriers": [asdict(carrier) for carrier in market.CARRIERS],
        "shops": [asdict(shop) for shop in market.SHOPS],
        "products": [asdict(product) for product in market.PRODUCTS],
        "agents": [asdict(agent) for agent in market.AGENTS],
        "plans": [asdict(each) for each in market.PLANS],
        "incident": asdict(truth.INCIDENT) | {"from": incident[0], "before": incident[1]},
        "improvement": asdict(truth.IMPROVEMENT) | {"from": calendar.day(truth.IMPROVEMENT.day).isoformat()},
        "experiment": asdict(experiment)
        | {
            "from": calendar.day(experiment.day).isoformat(),
            "before": calendar.day(experiment.day + experiment.days).isoformat(),
        },
        "releases": [asdict(release) | {"on": calendar.day(release.day).isoformat()} for release in truth.RELEASES],
        "constants": constants,
    }


def truth_lines(plan: Plan) -> Iterator[str]:
    """Tell the truth in lines: what causes what first, then who there is."""
    calendar = Calendar(plan.until)
    begins, ends = (calendar.day(int(moment // DAY)) for moment in calendar.incident)
    yield f"{market.NAME}: {plan.people:,} people, seed {plan.seed}, {calendar.begins.date()} to {plan.until:%Y-%m-%d %H:%M} UTC."
    yield "Its people and all that they did are made up, from these causes:"
    yield ""
    yield from table_lines([(each.cause, each.outcome, f"{each.size:+g} {each.unit}") for each in effects.EFFECTS])
    yield ""
    yield f"Incident     {begins} to {ends} (not including it): {truth.INCIDENT.carrier} in {truth.INCIDENT.country}"
    yield f"Improvement  from {calendar.day(truth.IMPROVEMENT.day)}: a returns portal"
    first, last = (calendar.day(day) for day in (truth.EXPERIMENT.day, truth.EXPERIMENT.day + truth.EXPERIMENT.days))
    yield f"Experiment   {first} to {last}: {truth.EXPERIMENT.control} against {truth.EXPERIMENT.treatment}"
    yield ""
    header = ("SEGMENT", "SHARE", "ORDERS A YEAR", "MEAN ANSWER", "LEAVE PER ORDER")
    segments = [
        (each.key, f"{each.share:.0%}", f"{each.orders_a_year:g}", f"{each.nps:g}", f"{each.leaves_per_order:.1%}")
        for each in truth.SEGMENTS
    ]
    yield from table_lines([header, *segments])
    yield ""
    yield "Every number, and who is who in truth: --truth --json, and the folder truth/ of the workspace."

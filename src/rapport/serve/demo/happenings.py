"""What happened to the company, for the time axis of its charts."""

from rapport.accounts.public import Workspace
from rapport.serve.demo import truth
from rapport.serve.demo.calendar import DAY, Calendar
from rapport.understand.annotations.public import AnnotationKind, NewAnnotation, add_annotation


def annotations(calendar: Calendar) -> tuple[NewAnnotation, ...]:
    """Return the incident, the improvement, the experiment, the releases and the campaigns before Christmas, by their days."""
    incident, experiment = truth.INCIDENT, truth.EXPERIMENT
    begins, ends = (int(moment // DAY) for moment in calendar.incident)
    held_up = f"{incident.carrier} stands still in {incident.country}, parcels come days late"
    trial = "Experiment: half of the visitors see the checkout on one page"
    found = [
        NewAnnotation(calendar.day(begins), held_up, calendar.day(ends - 1), AnnotationKind.INCIDENT),
        NewAnnotation(calendar.day(truth.IMPROVEMENT.day), "New returns portal", kind=AnnotationKind.IMPROVEMENT),
        NewAnnotation(calendar.day(experiment.day), trial, calendar.day(experiment.day + experiment.days - 1)),
    ]
    for release in truth.RELEASES:
        ends_on = calendar.day(release.day + max(release.days, 1) - 1)
        found.append(NewAnnotation(calendar.day(release.day), release.text, ends_on, AnnotationKind.RELEASE))
    decembers = [day for day in map(calendar.day, range(truth.DAYS)) if (day.month, day.day) == (12, 1)]
    for day in decembers:
        found.append(NewAnnotation(day, "Christmas campaign", day.replace(day=22), AnnotationKind.CAMPAIGN))
    return tuple(sorted(found, key=lambda each: each.starts_on))


def annotate(workspace: Workspace, calendar: Calendar) -> None:
    """Write the annotations; those that stand already are not written twice."""
    from rapport.understand.annotations.public import annotations_between

    standing = annotations_between(workspace, calendar.begins.date(), calendar.until.date())
    known = {(each.starts_on, each.text) for each in standing}
    for new in annotations(calendar):
        if (new.starts_on, " ".join(new.text.split())) not in known:
            add_annotation(workspace, new)

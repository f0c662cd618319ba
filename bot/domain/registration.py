"""How does a person become a volunteer? The steps in order, and what counts as a name. Pure."""

import unicodedata
from enum import StrEnum

from bot.domain.people import Volunteer, VolunteerStatus


class Step(StrEnum):
    """The question that a person is being asked; the same ones serve registration and profile."""

    NOTHING = ""
    CONSENT = "consent"
    CONTACT = "contact"
    NAME = "name"
    COMMUNITY = "community"
    HOME = "home"
    WORK = "work"
    SKILLS = "skills"
    LANGUAGE = "language"
    CONFIRM = "confirm"


ORDER = (
    Step.CONSENT,
    Step.CONTACT,
    Step.NAME,
    Step.COMMUNITY,
    Step.HOME,
    Step.WORK,
    Step.SKILLS,
    Step.CONFIRM,
)
PROFILE_STEPS = (Step.NAME, Step.COMMUNITY, Step.HOME, Step.WORK, Step.SKILLS, Step.LANGUAGE, Step.CONTACT)
AGAIN = "-again"
"""Marks a question that is asked once more before sending; what follows it was answered already."""
SKILLS = ("p3k", "pemadam", "sar", "evakuasi", "radio", "isyarat")
MOST_NAME = 60


def step_of(volunteer: Volunteer) -> Step:
    step = volunteer.step.removesuffix(AGAIN)
    return Step(step) if step in set(Step) else Step.NOTHING


def asked_again(volunteer: Volunteer) -> bool:
    """Is the open question one that was answered before?"""
    return volunteer.step.endswith(AGAIN)


def after(volunteer: Volunteer) -> Step:
    """The next question: the first one still unanswered while registering, none in the profile."""
    if volunteer.status is not VolunteerStatus.REGISTERING:
        return Step.NOTHING
    here = step_of(volunteer)
    if here not in ORDER or asked_again(volunteer):
        return first_missing(volunteer)
    following = ORDER[min(ORDER.index(here) + 1, len(ORDER) - 1)]
    # A name that Telegram gave and that can be read aloud need not be asked for.
    if following is Step.NAME and name_problem(volunteer.name) == "":
        following = Step.COMMUNITY
    # Nor need the community of a city that has only one.
    return Step.HOME if following is Step.COMMUNITY and volunteer.community else following


def first_missing(volunteer: Volunteer) -> Step:
    """Where a registration goes on after a pause."""
    if volunteer.consented_at is None:
        return Step.CONSENT
    if not volunteer.phone:
        return Step.CONTACT
    if name_problem(volunteer.name):
        return Step.NAME
    if not volunteer.community:
        return Step.COMMUNITY
    return Step.CONFIRM if volunteer.home_zone else Step.HOME


def name_problem(name: str) -> str:
    """Why this can not be a person's name: "empty", "letters" (none), "long"; "" when it can."""
    if not name.strip():
        return "empty"
    if not any(unicodedata.category(c)[0] == "L" for c in name):
        return "letters"
    return "long" if len(name) > MOST_NAME else ""


def complete(volunteer: Volunteer) -> bool:
    """May this registration be sent?"""
    return first_missing(volunteer) is Step.CONFIRM

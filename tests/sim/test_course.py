"""The course of a market: each day is that of its world."""

from dataclasses import replace

from sim.choices.writing import Writing
from sim.course import Course
from tests.sim.small import PRODUCTION, START, always, small


def test_every_day_texts_are_as_alike_as_the_world_says() -> None:
    world = replace(small(), writing=Writing(alike=0.03, unlisted=0.4))
    course = Course(world, always(PRODUCTION), start=START, seed=1)
    for day in (0, 7):
        lexicon = course.today(day).lexicon
        assert (lexicon.alike, lexicon.unlisted) == (0.03, 0.4)

"""A fixed part of a case set with every kind of question in it, for what takes minutes a question."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence

from eval.records import CaseQuestion


def choose_stratified(questions: Sequence[CaseQuestion], number: int) -> tuple[CaseQuestion, ...]:
    """At most `number` questions, from every kind, category and language in turn; the same ones each time.

    One language of a group is taken first, so that the same matter is not asked twice while there is another.
    """
    strata: dict[tuple[str, str, str], list[CaseQuestion]] = defaultdict(list)
    for question in sorted(questions, key=_lot):
        strata[question.case.kind, question.case.category, question.language].append(question)
    chosen: list[CaseQuestion] = []
    asked: set[str] = set()
    while len(chosen) < number and any(strata.values()):
        for stratum in (strata[key] for key in sorted(strata)):
            if stratum and len(chosen) < number:
                fresh = next((one for one in stratum if one.case.id not in asked), stratum[0])
                stratum.remove(fresh)
                asked.add(fresh.case.id)
                chosen.append(fresh)
    return tuple(chosen)


def _lot(question: CaseQuestion) -> str:
    return hashlib.sha256(question.id.encode()).hexdigest()

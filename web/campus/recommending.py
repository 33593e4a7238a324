"""The views of what suits a student, and of whom a programme suits, with every reason."""

from flask import render_template
from flask.typing import ResponseReturnValue

from matcher.services.placing import recommend_programmes, recommend_students
from web.campus.blueprint import campus, judge_by
from web.transactions import get_session


@campus.get("/students/<reference>/suited")
def show_suited_programmes(reference: str) -> ResponseReturnValue:
    """Show the programmes that suit a student best."""
    found = recommend_programmes(get_session(), reference, **judge_by())
    return render_template("campus/suited.html", found=found, student=reference, programme=None)


@campus.get("/programmes/<code>/suited")
def show_suited_students(code: str) -> ResponseReturnValue:
    """Show the students whom a programme suits best."""
    found = recommend_students(get_session(), code, **judge_by())
    return render_template("campus/suited.html", found=found, student=None, programme=code)

"""Jobrotation cases: who trains, who substitutes, what is missing, what was decided."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from matcher.store.tables.base import Base, Hundredths, Moment


def _belong() -> Mapped[str]:
    return mapped_column(
        ForeignKey("rotation_cases.reference", ondelete="CASCADE"), primary_key=True
    )


class RotationCases(Base):
    """One company's case; what is not answered yet is null."""

    __tablename__ = "rotation_cases"
    __table_args__ = (
        CheckConstraint(
            "status IN ('idea', 'applied', 'approved', 'running', 'closed')", name="known_status"
        ),
    )

    reference: Mapped[str] = mapped_column(primary_key=True)
    organisation: Mapped[str] = mapped_column(ForeignKey("organisations.reference"), index=True)
    opening: Mapped[str] = mapped_column(ForeignKey("openings.reference"))
    title: Mapped[str]
    status: Mapped[str] = mapped_column(index=True)
    funding: Mapped[str | None]
    usual_pay: Mapped[bool | None]
    agreement_pay: Mapped[bool | None]
    same_function: Mapped[bool | None]
    other_support: Mapped[bool | None]
    opened_by: Mapped[str]
    opened_at: Mapped[datetime] = mapped_column(Moment, index=True)


class RotationEmployees(Base):
    """One employee who trains; the name may be left out, the reference tells nothing."""

    __tablename__ = "rotation_employees"
    __table_args__ = (
        CheckConstraint("birth_year BETWEEN 1900 AND 2100", name="birth_year_likely"),
        CheckConstraint("weekly_hours > 0 AND weekly_hours <= 6000", name="weekly_hours_likely"),
    )

    case: Mapped[str] = _belong()
    reference: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    birth_year: Mapped[int | None]
    education_level: Mapped[str | None]
    education_last_used: Mapped[int | None]
    hired_on: Mapped[date | None]
    weekly_hours: Mapped[Decimal] = mapped_column(Hundredths)


class RotationTrainings(Base):
    """One course of an employee, its weekdays as digits from 0, Monday."""

    __tablename__ = "rotation_trainings"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="starts_before_end"),
        CheckConstraint("hours_a_day > 0 AND hours_a_day <= 1200", name="hours_a_day_likely"),
        ForeignKeyConstraint(
            ["case", "employee"],
            ["rotation_employees.case", "rotation_employees.reference"],
            ondelete="CASCADE",
        ),
    )

    case: Mapped[str] = mapped_column(primary_key=True)
    employee: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    title: Mapped[str]
    kind: Mapped[str]
    provider: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    hours_a_day: Mapped[Decimal] = mapped_column(Hundredths)
    weekdays: Mapped[str]
    other_starts: Mapped[Any] = mapped_column(JSON)


class RotationSubstitutes(Base):
    """A candidate taken into the case; outlives the candidate's data, as what was shown does."""

    __tablename__ = "rotation_substitutes"
    __table_args__ = (
        CheckConstraint("weekly_hours > 0 AND weekly_hours <= 6000", name="weekly_hours_likely"),
        CheckConstraint(
            "available_until IS NULL OR available_from IS NULL"
            " OR available_until >= available_from",
            name="available_in_order",
        ),
    )

    case: Mapped[str] = _belong()
    candidate: Mapped[str] = mapped_column(primary_key=True, index=True)
    position: Mapped[int]
    weekly_hours: Mapped[Decimal] = mapped_column(Hundredths)
    available_from: Mapped[date | None]
    available_until: Mapped[date | None]


class RotationAssignments(Base):
    """A substitute in the place of an employee on a course, from one day to another."""

    __tablename__ = "rotation_assignments"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="starts_before_end"),
        CheckConstraint("weekly_hours > 0 AND weekly_hours <= 6000", name="weekly_hours_likely"),
        ForeignKeyConstraint(
            ["case", "employee", "number"],
            [
                "rotation_trainings.case",
                "rotation_trainings.employee",
                "rotation_trainings.number",
            ],
            ondelete="CASCADE",
        ),
        ForeignKeyConstraint(
            ["case", "candidate"],
            ["rotation_substitutes.case", "rotation_substitutes.candidate"],
            ondelete="CASCADE",
        ),
    )

    case: Mapped[str] = mapped_column(primary_key=True)
    employee: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    candidate: Mapped[str] = mapped_column(primary_key=True)
    starts_on: Mapped[date] = mapped_column(primary_key=True)
    ends_on: Mapped[date]
    weekly_hours: Mapped[Decimal] = mapped_column(Hundredths)


class RotationDocuments(Base):
    """A document that has come in; what has not is missing."""

    __tablename__ = "rotation_documents"

    case: Mapped[str] = _belong()
    kind: Mapped[str] = mapped_column(primary_key=True)
    received_on: Mapped[date]
    actor: Mapped[str]
    note: Mapped[str]


class RotationEvents(Base):
    """One change of a case's status; triggers refuse to change or delete it."""

    __tablename__ = "rotation_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    case: Mapped[str] = mapped_column(ForeignKey("rotation_cases.reference"), index=True)
    status: Mapped[str]
    happened_on: Mapped[date]
    actor: Mapped[str]
    at: Mapped[datetime] = mapped_column(Moment)
    reason: Mapped[str]

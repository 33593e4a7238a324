"""Postcodes and how far they lie from the municipality's centre."""

from sqlalchemy.orm import Mapped, mapped_column

from matcher.store.tables.base import Base


class Places(Base):
    """One postcode."""

    __tablename__ = "places"

    postcode: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    latitude: Mapped[float]
    longitude: Mapped[float]
    car_minutes: Mapped[int | None]
    transit_minutes: Mapped[int | None]
    bicycle_minutes: Mapped[int | None]

"""What every installation starts from: the authorities of the region and the register of earlier clusters."""

from __future__ import annotations

from datetime import datetime

from jiqun.accounts.services.regions import load_region
from jiqun.core.findings import SYSTEM
from jiqun.core.policy.registers import Region
from jiqun.policyfiles.folder import read_past_clusters
from jiqun.recognitions.services.registers import load_past_clusters


def set_up_registers(region: Region, *, at: datetime) -> None:
    """Load the region and the past recognitions; what is there already stays."""
    load_region(region, by=SYSTEM, at=at)
    load_past_clusters(read_past_clusters(), by=SYSTEM, at=at)

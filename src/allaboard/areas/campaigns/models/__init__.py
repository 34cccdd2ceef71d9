"""What a campaign is made of."""

from allaboard.areas.campaigns.models.campaign import Campaign
from allaboard.areas.campaigns.models.experiment import Act, Assignment
from allaboard.areas.campaigns.models.measurement import MeasuredGroup, Measurement
from allaboard.areas.campaigns.models.step import Step, Wording
from allaboard.areas.campaigns.models.version import Version

__all__ = ["Act", "Assignment", "Campaign", "MeasuredGroup", "Measurement", "Step", "Version", "Wording"]

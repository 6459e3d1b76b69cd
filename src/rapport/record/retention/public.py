"""The door to how long interactions are kept."""

from rapport.record.retention.applying import Due, apply_rules, find_all_due, find_due
from rapport.record.retention.groups import GROUPS
from rapport.record.retention.rules import list_rules, set_rule

__all__ = ["GROUPS", "Due", "apply_rules", "find_all_due", "find_due", "list_rules", "set_rule"]

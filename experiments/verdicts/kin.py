"""Metrics of the same people: where one of them is told, the others say little more."""

KIN: tuple[tuple[str, ...], ...] = (
    (
        "honest_clients_restricted", "honest_clients_lost", "honest_orders_lost_yen", "honest_texts_stopped",
        "false_suspension_rate",
    ),
    (
        "exposed_per_10k", "addressed_per_10k", "read_lure_per_10k", "led_away_per_10k", "victims_per_10k",
        "loss_yen_per_worker", "harm_index", "recruits_per_10k", "accounts_sold_per_10k",
    ),
    ("contacts_exchanged", "direct_deal_share", "pressed_per_10k", "fees_lost_yen"),
    ("violating_view_rate", "detected_violation_rate"),
)  # fmt: skip


def kin(name: str) -> tuple[str, ...]:
    """Return the metrics of the same people, itself among them."""
    return next((names for names in KIN if name in names), (name,))

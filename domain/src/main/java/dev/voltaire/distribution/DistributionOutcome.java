package dev.voltaire.distribution;

/// Where one token stands at one partner.
public enum DistributionOutcome {
    /// Changed and not sent yet.
    PENDING,
    /// The partner confirmed it.
    DELIVERED,
    /// The partner read it from our list.
    PULLED,
    /// The partner refused it; tried again seldom.
    REJECTED,
    /// The partner could not be reached or had a fault; tried again soon.
    RETRYING,
    /// The partner is suspended and does not have it yet; sent when the partner is resumed. Follows from the partner's
    /// state and is never stored.
    SUSPENDED
}

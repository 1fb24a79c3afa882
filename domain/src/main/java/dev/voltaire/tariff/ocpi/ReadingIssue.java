package dev.voltaire.tariff.ocpi;

/// Something in a partner's JSON that was repaired or left out while reading it.
///
/// @param affectsPrice a price from this reading may not be what the partner means
public record ReadingIssue(String path, String problem, boolean affectsPrice) {}

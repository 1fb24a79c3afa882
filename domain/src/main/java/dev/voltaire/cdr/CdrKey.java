package dev.voltaire.cdr;

import dev.voltaire.value.PartyId;

/// What identifies a CDR in the roaming world. The id compares case-insensitively (OCPI CiString) and is kept as sent.
public record CdrKey(PartyId party, String id) {}

package dev.voltaire.partner;

/// What a partner is to us. A hub forwards for parties that are not in its own roles.
public enum PartnerKind {
    CPO,
    HUB,
    OTHER
}

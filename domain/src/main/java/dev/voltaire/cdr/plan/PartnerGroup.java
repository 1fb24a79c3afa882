package dev.voltaire.cdr.plan;

import java.util.List;
import java.util.UUID;

/// Partners that are priced alike.
public record PartnerGroup(UUID id, int revision, String name, List<Member> members) {
    public record Member(UUID partnerId, String name) {}
}

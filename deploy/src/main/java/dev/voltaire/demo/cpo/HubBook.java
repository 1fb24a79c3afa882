package dev.voltaire.demo.cpo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The parties behind a hub and whether they can be reached; empty for an operator that is no hub.
final class HubBook {
    private final List<CpoParty> parties;
    private final Map<CpoParty, ObjectNode> infos = new ConcurrentHashMap<>();

    HubBook(List<CpoParty> parties) {
        this.parties = List.copyOf(parties);
        parties.forEach(party -> report(party, "CONNECTED"));
    }

    boolean isHub() {
        return !parties.isEmpty();
    }

    List<CpoParty> parties() {
        return parties;
    }

    /// A ClientInfo object (OCPI 2.2.1 §14.3.1).
    ObjectNode report(CpoParty party, String status) {
        var info = OcpiJson.object();
        info.put("country_code", party.countryCode());
        info.put("party_id", party.partyId());
        info.put("role", "CPO");
        info.put("status", status);
        info.put("last_updated", OcpiJson.time(Instant.now()));
        infos.put(party, info);
        return info;
    }

    List<ObjectNode> list() {
        return parties.stream().map(infos::get).toList();
    }
}

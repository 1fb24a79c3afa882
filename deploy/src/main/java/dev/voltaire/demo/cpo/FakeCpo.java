package dev.voltaire.demo.cpo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// One operator with its own HTTP server on a loopback port and its own client.
///
/// Every call to the eMSP returns its [OcpiReply] as it came, so that a test can look at statuses and headers.
public final class FakeCpo implements AutoCloseable {
    private final CpoParty party;
    private final CpoVersion version;
    private final HubBook hub;
    private final CpoCatalogue catalogue;
    private final CpoDoor door;
    private final PeerCalls calls;
    private final Map<String, URI> peerEndpoints = new ConcurrentHashMap<>();

    private FakeCpo(CpoParty party, CpoVersion version, List<CpoParty> behind, int port) throws IOException {
        this.party = party;
        this.version = version;
        this.hub = new HubBook(behind);
        this.catalogue = new CpoCatalogue(behind.isEmpty() ? List.of(party) : behind, version);
        this.calls = new PeerCalls(party, version);
        this.door = new CpoDoor(party, version, catalogue, calls, this::readsPeer, hub, port);
    }

    /// A hub with operators behind it, to whom its places belong in turn.
    public static FakeCpo startHub(CpoParty hub, CpoVersion version, List<CpoParty> behind) throws IOException {
        return new FakeCpo(hub, version, behind, 0);
    }

    /// An operator that listens on a free loopback port and speaks OCPI 2.2.1.
    public static FakeCpo start(CpoParty party) throws IOException {
        return start(party, 0);
    }

    public static FakeCpo start(CpoParty party, int port) throws IOException {
        return new FakeCpo(party, CpoVersion.V2_2_1, List.of(), port);
    }

    public static FakeCpo start(CpoParty party, CpoVersion version) throws IOException {
        return new FakeCpo(party, version, List.of(), 0);
    }

    /// Versions, details, credentials (OCPI 2.2.1 §7): afterwards each side holds a token of the other, and token A
    /// is worth nothing.
    public OcpiReply register(URI versionsUrl, String tokenA) throws IOException, InterruptedException {
        calls.callWith(tokenA);
        var details = discover(versionsUrl);
        if (!details.succeeded()) {
            return details;
        }
        var ours = UUID.randomUUID().toString();
        door.expect(ours);
        var reply = calls.post(endpoint("credentials", "RECEIVER"), door.credentials(ours));
        if (reply.succeeded()) {
            calls.callWith(reply.data().path("token").asText());
            calls.addressTo(reply.data().path("roles").path(0));
        }
        return reply;
    }

    private OcpiReply discover(URI versionsUrl) throws IOException, InterruptedException {
        var versions = calls.get(versionsUrl);
        if (!versions.succeeded()) {
            return versions;
        }
        var detailsUrl = versions.data()
                .valueStream()
                .filter(offered -> offered.path("version").asText().equals(version.number()))
                .map(offered -> URI.create(offered.path("url").asText()))
                .findFirst()
                .orElseThrow(() -> new IOException("the peer does not speak OCPI " + version.number()));
        var details = calls.get(detailsUrl);
        if (!details.succeeded()) {
            return details;
        }
        readEndpoints(details.data());
        return details;
    }

    private boolean readsPeer(URI versionsUrl) {
        try {
            return discover(versionsUrl).succeeded();
        } catch (IOException unreachable) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Real-time authorisation (OCPI 2.2.1 §12.2.2).
    public OcpiReply authorize(String tokenUid, String locationId) throws IOException, InterruptedException {
        var references = OcpiJson.object().put("location_id", locationId);
        var type = version.isFlat() ? "token_type" : "type";
        var url = endpoint("tokens", "SENDER").toString() + "/" + tokenUid + "/authorize?" + type + "=RFID";
        return calls.post(URI.create(url), references);
    }

    public OcpiReply putSession(ObjectNode session) throws IOException, InterruptedException {
        var url = endpoint("sessions", "RECEIVER") + "/" + party.countryCode() + "/" + party.partyId() + "/"
                + session.path("id").asText();
        return calls.put(URI.create(url), session);
    }

    public OcpiReply patchSession(String id, ObjectNode patch) throws IOException, InterruptedException {
        var url = endpoint("sessions", "RECEIVER") + "/" + party.countryCode() + "/" + party.partyId() + "/" + id;
        return calls.patch(URI.create(url), patch);
    }

    public OcpiReply postCdr(ObjectNode cdr) throws IOException, InterruptedException {
        return calls.post(endpoint("cdrs", "RECEIVER"), cdr);
    }

    /// The bytes as given, for tests of what a sloppy or hostile operator sends.
    public OcpiReply postCdrBytes(String body) throws IOException, InterruptedException {
        return calls.postText(endpoint("cdrs", "RECEIVER"), body);
    }

    public OcpiReply get(URI url) throws IOException, InterruptedException {
        return calls.get(url);
    }

    public OcpiReply putLocation() throws IOException, InterruptedException {
        var location = catalogue.locations().getFirst();
        var url = endpoint("locations", "RECEIVER") + "/" + party.countryCode() + "/" + party.partyId() + "/"
                + location.path("id").asText();
        return calls.put(URI.create(url), location);
    }

    /// The token as the eMSP last sent it.
    public Optional<JsonNode> receivedToken(String uid) {
        return door.receivedToken(uid);
    }

    public int receivedTokens() {
        return door.receivedTokens();
    }

    public Optional<JsonNode> tokenOfType(String type) {
        return door.tokenOfType(type);
    }

    /// A session and, when it ends, a CDR that follow our own tariff.
    public CpoCharge charge(JsonNode token, Instant start) {
        return new CpoCharge(party, version, catalogue, token, start);
    }

    public URI versionsUrl() {
        return door.versionsUrl();
    }

    public CpoParty party() {
        return party;
    }

    /// From now on every call to us fails, as if the operator were down.
    public void breakDown() {
        misbehave(Misbehaviour.DOWN);
    }

    public void recover() {
        misbehave(Misbehaviour.NONE);
    }

    public void misbehave(Misbehaviour misbehaviour) {
        door.misbehave(misbehaviour);
    }

    /// That many places more in the list of locations.
    public void addLocations(int count) {
        catalogue.addLocations(count);
    }

    /// A token of our choice to be called with, as one hands it out before a registration that the peer starts.
    public void invite(String tokenA) {
        door.expect(tokenA);
    }

    /// The commands received, in order.
    public List<JsonNode> commands() {
        return door.commands();
    }

    /// To whom the requests about a module were addressed, in order; empty texts for those without routing headers.
    public List<String> addressees(String module) {
        return door.addressees(module);
    }

    /// Tells that a party behind this hub can be reached or not (OCPI 2.2.1 §14.2.1).
    public OcpiReply reportParty(CpoParty behind, String status) throws IOException, InterruptedException {
        var url = endpoint("hubclientinfo", "RECEIVER") + "/" + behind.countryCode() + "/" + behind.partyId();
        return calls.put(URI.create(url), hub.report(behind, status));
    }

    /// What the charger made of a command.
    public OcpiReply reportCommand(JsonNode command, String result) throws IOException, InterruptedException {
        return calls.post(
                URI.create(command.path("response_url").asText()),
                OcpiJson.object().put("result", result));
    }

    @Override
    public void close() {
        door.close();
        calls.close();
    }

    private URI endpoint(String module, String role) {
        var url = peerEndpoints.get(module + "/" + role);
        if (url == null) {
            throw new IllegalStateException("the peer offers no " + module + " as " + role + ": " + peerEndpoints);
        }
        return url;
    }

    private void readEndpoints(JsonNode details) {
        for (var endpoint : details.path("endpoints")) {
            var module = endpoint.path("identifier").asText();
            var url = URI.create(endpoint.path("url").asText());
            peerEndpoints.put(module + "/" + endpoint.path("role").asText(), url);
            if (module.equals("credentials") || version.isFlat()) {
                // The role of credentials carries no meaning (OCPI 2.2.1 §6.2.2), and 2.1.1 has none.
                peerEndpoints.put(module + "/RECEIVER", url);
                peerEndpoints.put(module + "/SENDER", url);
            }
        }
    }
}

package dev.voltaire.ocpi.crawl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.voltaire.ocpi.client.PartnerClient;
import dev.voltaire.ocpi.client.PeerHttp;
import dev.voltaire.ocpi.client.PeerReply;
import dev.voltaire.ocpi.http.OcpiTime;
import dev.voltaire.partner.ConnectedPartner;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Walks a partner's list. The `next` link is followed as given; where it is missing, empty, unusable or leads back,
/// the walk goes on by offset until `X-Total-Count` is reached or a page is empty. A total that drops under way means
/// an object was removed before our offset: the last page is read again one earlier.
@ApplicationScoped
public class ListReader {
    private static final Pattern NEXT =
            Pattern.compile("<([^>]*)>\\s*;[^,]*rel\\s*=\\s*\"?next\"?", Pattern.CASE_INSENSITIVE);
    private static final int MOST_PAGES = 100_000;
    private static final int MOST_TRIES = 7;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(65);

    private final PartnerClient client;
    private final Clock clock;

    @Inject
    public ListReader(PartnerClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /// Takes one page in; called again with the same objects when a page is read twice.
    @FunctionalInterface
    public interface PageHandler {
        void accept(List<JsonNode> objects);

        /// The partner asked for patience, or failed: the same page is asked for again after a pause.
        default void waiting() {}
    }

    /// @param problem absent exactly when every page was read
    public record Walk(int pages, int objects, @Nullable String problem) {
        public boolean complete() {
            return problem == null;
        }
    }

    public Walk read(
            ConnectedPartner partner, String listUrl, @Nullable Instant changedSince, int limit, PageHandler handler) {
        Set<String> visited = new HashSet<>();
        Set<String> pagesSeen = new HashSet<>();
        boolean linksLead = true;
        String url = page(listUrl, changedSince, 0, limit);
        int offset = 0;
        int pages = 0;
        long lastTotal = -1;
        while (pages < MOST_PAGES) {
            visited.add(url);
            PeerReply reply = patiently(partner, url, pages == 0, handler);
            if (!(reply instanceof PeerReply.Success success)) {
                return new Walk(pages, offset, reply.summary());
            }
            Optional<List<JsonNode>> listed = objects(success.data());
            if (listed.isEmpty()) {
                return new Walk(pages, offset, "the answer holds no list");
            }
            List<JsonNode> objects = listed.get();
            pages++;
            if (!objects.isEmpty() && !pagesSeen.add(fingerprint(objects))) {
                // a link that leads back under another name: nothing of this page is new
                if (!linksLead) {
                    return new Walk(pages, offset, "the pages lead in a circle");
                }
                linksLead = false;
                url = page(listUrl, changedSince, offset, limit);
                continue;
            }
            handler.accept(objects);
            offset += objects.size();
            long total = total(success.response());
            if (total >= 0 && total < lastTotal && offset > objects.size()) {
                // at least one object moved to a page we have read past
                offset = (int) Math.max(0, offset - objects.size() - (lastTotal - total));
                lastTotal = total;
                url = page(listUrl, changedSince, offset, limit);
                visited.remove(url);
                pagesSeen.clear();
                continue;
            }
            lastTotal = total;
            if (objects.isEmpty()) {
                return new Walk(pages, offset, null);
            }
            Optional<String> next = linksLead
                    ? next(success.response(), url).filter(link -> !visited.contains(link))
                    : Optional.empty();
            if (next.isPresent()) {
                url = next.get();
            } else if (total >= 0 ? offset < total : !linksLead || isFull(objects, limit, success.response())) {
                url = page(listUrl, changedSince, offset, limit);
                if (visited.contains(url)) {
                    return new Walk(pages, offset, "the pages lead in a circle");
                }
            } else {
                return new Walk(pages, offset, null);
            }
        }
        return new Walk(pages, offset, "more than " + MOST_PAGES + " pages");
    }

    /// Without a link and a total only an empty page tells that a full one was the last.
    private static boolean isFull(List<JsonNode> objects, int limit, PeerHttp.Response response) {
        String most = response.header("X-Limit");
        int limited = most != null && most.strip().matches("\\d{1,9}") ? Integer.parseInt(most.strip()) : limit;
        return objects.size() >= Math.min(limit, limited);
    }

    /// Two pages with the same beginning and end are one.
    private static String fingerprint(List<JsonNode> objects) {
        return name(objects.getFirst()) + " " + name(objects.getLast()) + " " + objects.size();
    }

    private static String name(JsonNode object) {
        return object.path("country_code").asText()
                + object.path("party_id").asText()
                + object.path("id").asText()
                + object.path("last_updated").asText();
    }

    /// A long list is not begun anew because of one page: too many requests, or a fault of the partner that has
    /// answered before, are waited out.
    private PeerReply patiently(ConnectedPartner partner, String url, boolean first, PageHandler handler) {
        Duration pause = FIRST_PAUSE;
        for (int tries = 1; ; tries++) {
            PeerReply reply = client.get(partner, url);
            if (tries == MOST_TRIES || !isWorthWaiting(reply, first)) {
                return reply;
            }
            Duration closed = Duration.between(clock.instant(), client.closedUntil(partner));
            Duration wait = closed.compareTo(pause) > 0 ? closed : pause;
            if (wait.compareTo(LONGEST_PAUSE) > 0) {
                return reply;
            }
            handler.waiting();
            try {
                Thread.sleep(wait);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return reply;
            }
            pause = pause.multipliedBy(2);
        }
    }

    private static boolean isWorthWaiting(PeerReply reply, boolean first) {
        return switch (reply) {
            case PeerReply.Success success -> false;
            case PeerReply.Refused refused -> refused.httpStatus() == 429 || (!first && refused.httpStatus() >= 500);
            case PeerReply.Failed failed -> !first;
        };
    }

    /// Some partners send one object where the list has one.
    private static Optional<List<JsonNode>> objects(JsonNode data) {
        if (data.isArray()) {
            List<JsonNode> objects = new ArrayList<>(data.size());
            data.forEach(objects::add);
            return Optional.of(objects);
        }
        return data instanceof ObjectNode ? Optional.of(List.of(data)) : Optional.empty();
    }

    private static long total(PeerHttp.Response response) {
        String header = response.header("X-Total-Count");
        return header != null && header.strip().matches("\\d{1,9}") ? Long.parseLong(header.strip()) : -1;
    }

    private static Optional<String> next(PeerHttp.Response response, String current) {
        String header = response.header("Link");
        if (header == null) {
            return Optional.empty();
        }
        Matcher matcher = NEXT.matcher(header);
        if (!matcher.find() || matcher.group(1).isBlank()) {
            return Optional.empty();
        }
        try {
            URI base = URI.create(current);
            URI next = base.resolve(matcher.group(1).strip());
            boolean sameHost = base.getHost() != null && base.getHost().equalsIgnoreCase(next.getHost());
            return sameHost && plausible(next) ? Optional.of(reachable(base, next)) : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /// A program behind a proxy links to the scheme and port that it knows itself by: we stay with those that worked.
    private static String reachable(URI base, URI next) {
        if (base.getScheme().equalsIgnoreCase(next.getScheme())) {
            return next.toString();
        }
        String query = next.getRawQuery() == null ? "" : "?" + next.getRawQuery();
        return base.getScheme() + "://" + base.getRawAuthority() + next.getRawPath() + query;
    }

    /// Programs that print their own enums or a missing date into the link do not serve that link.
    private static boolean plausible(URI link) {
        String text = link.toString().toLowerCase(Locale.ROOT);
        return !text.contains("versionnumber.") && !text.contains("moduleid.") && !text.contains("=none");
    }

    private static String page(String listUrl, @Nullable Instant changedSince, int offset, int limit) {
        StringBuilder url = new StringBuilder(listUrl);
        url.append(listUrl.contains("?") ? '&' : '?').append("offset=").append(offset);
        url.append("&limit=").append(limit);
        if (changedSince != null) {
            url.append("&date_from=").append(URLEncoder.encode(OcpiTime.format(changedSince), StandardCharsets.UTF_8));
        }
        return url.toString();
    }
}

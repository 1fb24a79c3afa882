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

    private final PartnerClient client;

    @Inject
    public ListReader(PartnerClient client) {
        this.client = client;
    }

    /// Takes one page in; called again with the same objects when a page is read twice.
    @FunctionalInterface
    public interface PageHandler {
        void accept(List<JsonNode> objects);
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
        String url = page(listUrl, changedSince, 0, limit);
        int offset = 0;
        int pages = 0;
        long lastTotal = -1;
        while (pages < MOST_PAGES) {
            visited.add(url);
            PeerReply reply = client.get(partner, url);
            if (!(reply instanceof PeerReply.Success success)) {
                return new Walk(pages, offset, reply.summary());
            }
            Optional<List<JsonNode>> listed = objects(success.data());
            if (listed.isEmpty()) {
                return new Walk(pages, offset, "the answer holds no list");
            }
            List<JsonNode> objects = listed.get();
            pages++;
            handler.accept(objects);
            offset += objects.size();
            long total = total(success.response());
            if (total >= 0 && total < lastTotal && offset > objects.size()) {
                // at least one object moved to a page we have read past
                offset = (int) Math.max(0, offset - objects.size() - (lastTotal - total));
                lastTotal = total;
                url = page(listUrl, changedSince, offset, limit);
                visited.remove(url);
                continue;
            }
            lastTotal = total;
            if (objects.isEmpty()) {
                return new Walk(pages, offset, null);
            }
            Optional<String> next = next(success.response(), url).filter(link -> !visited.contains(link));
            if (next.isPresent()) {
                url = next.get();
            } else if (total >= 0 && offset < total) {
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
            boolean usable = sameHost
                    && plausible(next)
                    && !(base.getScheme().equalsIgnoreCase("https") && !"https".equalsIgnoreCase(next.getScheme()));
            return usable ? Optional.of(next.toString()) : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
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

package dev.voltaire.ocpi.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The paging parameters of a list (OCPI 2.2.1 "Pagination") and the headers that answer them.
///
/// @param from inclusive
/// @param to exclusive
public record Paging(
        int offset,
        int limit,
        int mostPerPage,
        @Nullable Instant from,
        @Nullable Instant to) {

    public static Paging read(OcpiRequest request, int mostPerPage) {
        int offset = number(request, "offset", 0, 0);
        int limit = number(request, "limit", mostPerPage, 1);
        return new Paging(
                offset,
                Math.min(limit, mostPerPage),
                mostPerPage,
                date(request, "date_from"),
                date(request, "date_to"));
    }

    /// @param total how many objects match the filters, whatever the page
    public OcpiReply reply(OcpiRequest request, List<?> page, long total) {
        OcpiReply reply =
                OcpiReply.ok(page).with("X-Total-Count", Long.toString(total)).with("X-Limit", Integer.toString(limit));
        return offset + (long) page.size() < total && !page.isEmpty()
                ? reply.with("Link", "<" + next(request, offset + page.size()) + ">; rel=\"next\"")
                : reply;
    }

    /// The same list further on, with all filters kept as they were given.
    private String next(OcpiRequest request, int nextOffset) {
        List<String> parameters = new ArrayList<>();
        parameters.add("offset=" + nextOffset);
        parameters.add("limit=" + limit);
        for (Map.Entry<String, String> parameter : request.query().entrySet()) {
            if (!parameter.getKey().equals("offset") && !parameter.getKey().equals("limit")) {
                parameters.add(encode(parameter.getKey()) + "=" + encode(parameter.getValue()));
            }
        }
        return request.address() + "?" + String.join("&", parameters);
    }

    private static int number(OcpiRequest request, String name, int otherwise, int least) {
        String value = request.parameter(name);
        if (value == null || value.isEmpty() || value.equals("None")) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(value.strip());
            if (number < least) {
                throw OcpiFailure.invalid("Out of range: " + name);
            }
            return (int) Math.min(number, Integer.MAX_VALUE);
        } catch (NumberFormatException notANumber) {
            throw OcpiFailure.invalid("Not a number: " + name);
        }
    }

    /// Some clients write a missing date as the word None.
    private static @Nullable Instant date(OcpiRequest request, String name) {
        String value = request.parameter(name);
        if (value == null || value.isEmpty() || value.equals("None") || value.equals("null")) {
            return null;
        }
        return OcpiTime.parse(value).orElseThrow(() -> OcpiFailure.invalid("Not a date and time: " + name));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("%3A", ":");
    }
}

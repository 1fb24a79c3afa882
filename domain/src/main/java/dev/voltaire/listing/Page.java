package dev.voltaire.listing;

import java.util.List;
import java.util.function.Function;

/// One page of a list; `page` counts from 1. Counting stops at [#COUNTED]: of longer lists `totalItems` says only that,
/// and `totalIsExact` is false; their further pages can be read all the same.
public record Page<T>(List<T> items, int page, int size, long totalItems, long totalPages, boolean totalIsExact) {
    /// Beyond this nobody reads page by page, and counting would cost more than the page.
    public static final int COUNTED = 10_000;

    /// @param counted at most one more than [#COUNTED]
    static <T> Page<T> of(List<T> items, ListRequest request, long counted) {
        long total = Math.min(counted, COUNTED);
        long pages = (total + request.size() - 1) / request.size();
        return new Page<>(List.copyOf(items), request.page(), request.size(), total, pages, counted <= COUNTED);
    }

    public <R> Page<R> map(Function<? super T, ? extends R> mapping) {
        return new Page<>(items.stream().<R>map(mapping).toList(), page, size, totalItems, totalPages, totalIsExact);
    }
}

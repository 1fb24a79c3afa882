package dev.voltaire.listing;

import java.util.List;
import java.util.function.Function;

/// One page of a list; `page` counts from 1.
public record Page<T>(List<T> items, int page, int size, long totalItems, long totalPages) {

    static <T> Page<T> of(List<T> items, ListRequest request, long totalItems) {
        long pages = (totalItems + request.size() - 1) / request.size();
        return new Page<>(List.copyOf(items), request.page(), request.size(), totalItems, pages);
    }

    public <R> Page<R> map(Function<? super T, ? extends R> mapping) {
        return new Page<>(items.stream().<R>map(mapping).toList(), page, size, totalItems, totalPages);
    }
}

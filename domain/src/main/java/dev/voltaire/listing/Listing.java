package dev.voltaire.listing;

import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The declaration of one list: what it selects, what `q` searches, which filters and sort fields exist. Immutable once
/// [Builder#rows] has made it.
public final class Listing<T> {
    private final Builder declaration;
    private final Function<Row, T> mapping;

    private Listing(Builder declaration, Function<Row, T> mapping) {
        this.declaration = declaration;
        this.mapping = mapping;
    }

    /// @param columns the SELECT list
    /// @param tables the FROM clause, joins included
    public static Builder of(String columns, String tables) {
        return new Builder(columns, tables);
    }

    /// The same list, filters and order, with other columns of each row.
    ///
    /// @param joins further tables the columns come from
    public <R> Listing<R> showing(String columns, String joins, Function<Row, R> other) {
        return new Listing<>(declaration.showing(columns, joins), other);
    }

    /// A ready statement with the values of its question marks.
    record Query(String sql, List<Object> values) {}

    T read(Row row) {
        return mapping.apply(row);
    }

    /// Counts every row.
    Query countAll(ListRequest request, List<Condition> restrictions) {
        return where("select count(*) from " + declaration.tables, request, restrictions);
    }

    /// Counts one row more than [Page#COUNTED], if there are so many.
    Query count(ListRequest request, List<Condition> restrictions) {
        Query rows = where("select 1 from " + declaration.tables, request, restrictions);
        return new Query(
                "select count(*) from (" + rows.sql() + " limit " + (Page.COUNTED + 1) + ") counted", rows.values());
    }

    /// Every row, in no particular order.
    Query all(ListRequest request, List<Condition> restrictions) {
        return where("select " + declaration.columns + " from " + declaration.tables, request, restrictions);
    }

    Query page(ListRequest request, List<Condition> restrictions) {
        Query selection = all(request, restrictions);
        List<Object> values = new ArrayList<>(selection.values());
        values.add(request.size());
        values.add(request.offset());
        return new Query(selection.sql() + " order by " + order(request) + " limit ? offset ?", values);
    }

    private Query where(String start, ListRequest request, List<Condition> restrictions) {
        List<Condition> conditions = new ArrayList<>(restrictions);
        conditions.add(new Condition(declaration.always, List.of()));
        if (request.q() != null) {
            conditions.add(search(request.q()));
        }
        request.filters().forEach((name, values) -> conditions.add(filter(name, values)));
        StringJoiner sql = new StringJoiner(" and ", start + " where ", "");
        List<Object> values = new ArrayList<>();
        for (Condition condition : conditions) {
            sql.add("(" + condition.sql() + ")");
            values.addAll(condition.values());
        }
        return new Query(sql.toString(), values);
    }

    private Condition search(String q) {
        if (declaration.searched.isEmpty()) {
            throw new ProblemException(Problem.INVALID_PARAMETER, "q");
        }
        String pattern = "%" + q.strip().replaceAll("([\\\\%_])", "\\\\$1") + "%";
        String sql = declaration.searched.stream()
                .map(expression -> expression + " ilike ?")
                .collect(Collectors.joining(" or "));
        return Condition.of(
                sql, Collections.nCopies(declaration.searched.size(), pattern).toArray());
    }

    private Condition filter(String name, List<String> values) {
        Filter filter = declaration.filters.get(name);
        if (filter == null) {
            throw new ProblemException(Problem.INVALID_PARAMETER, name);
        }
        try {
            return filter.apply(values);
        } catch (IllegalArgumentException | DateTimeException misunderstood) {
            throw ProblemException.because(misunderstood, Problem.INVALID_PARAMETER, name);
        }
    }

    private String order(ListRequest request) {
        List<String> wanted = request.sort().isEmpty() ? declaration.defaultSort : request.sort();
        StringJoiner order = new StringJoiner(", ");
        boolean backwards = false;
        for (String field : wanted) {
            boolean descending = field.startsWith("-");
            String name = descending ? field.substring(1) : field;
            String column = declaration.sorts.get(name);
            if (column == null) {
                throw new ProblemException(
                        Problem.UNKNOWN_SORT_FIELD, name, String.join(", ", declaration.sorts.keySet()));
            }
            boolean filled = declaration.filled.contains(name);
            order.add(column + (descending ? filled ? " desc" : " desc nulls last" : ""));
            backwards = filled && descending && wanted.size() == 1;
        }
        return order.add(declaration.unique + (backwards ? " desc" : "")).toString();
    }

    /// Collects the declaration.
    public static final class Builder {
        private final String columns;
        private final String tables;
        private final Map<String, Filter> filters = new LinkedHashMap<>();
        private final Map<String, String> sorts = new LinkedHashMap<>();
        private final Set<String> filled = new HashSet<>();
        private String always = "true";
        private List<String> searched = List.of();
        private List<String> defaultSort = List.of();
        private String unique = "1";

        private Builder(String columns, String tables) {
            this.columns = columns;
            this.tables = tables;
        }

        private Builder showing(String otherColumns, String joins) {
            Builder other = new Builder(otherColumns, tables + " " + joins);
            other.filters.putAll(filters);
            other.sorts.putAll(sorts);
            other.always = always;
            other.searched = searched;
            other.defaultSort = defaultSort;
            other.unique = unique;
            return other;
        }

        /// Holds for every row of the list.
        public Builder always(String condition) {
            always = condition;
            return this;
        }

        /// The texts `q` is looked for in; each the same expression as that of a trigram index.
        public Builder search(String... expressions) {
            searched = List.of(expressions);
            return this;
        }

        public Builder filter(String name, Filter filter) {
            filters.put(name, filter);
            return this;
        }

        /// Filters `<name>From` (inclusive) and `<name>To` (exclusive).
        public Builder period(String name, String column) {
            return filter(name + "From", Filter.from(column)).filter(name + "To", Filter.until(column));
        }

        public Builder sort(String field, String column) {
            sorts.put(field, column);
            return this;
        }

        /// A column without nulls and with an index of it and the unique column: read forwards or backwards.
        public Builder sortIndexed(String field, String column) {
            filled.add(field);
            return sort(field, column);
        }

        /// The order when none is wanted, and the unique column that makes every order deterministic.
        public Builder defaultSort(String uniqueColumn, String... fields) {
            unique = uniqueColumn;
            defaultSort = List.of(fields);
            return this;
        }

        public <T> Listing<T> rows(Function<Row, T> mapping) {
            return new Listing<>(this, mapping);
        }
    }
}

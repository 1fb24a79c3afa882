package dev.voltaire.organisation;

import java.util.Collection;
import java.util.List;

/// The part of the organisation tree a caller may see: everything, or the subtrees below some paths. The same scope
/// limits the queries of the repositories and, beneath them, the row-level security of PostgreSQL.
public sealed interface Scope {
    Scope EVERYTHING = new Everything();

    /// The platform operator and the system itself.
    record Everything() implements Scope {}

    /// The units with these paths and all their descendants. No path means: sees nothing.
    record Subtrees(List<String> paths) implements Scope {
        public Subtrees {
            paths = List.copyOf(paths);
        }
    }

    static Scope below(Collection<String> paths) {
        return new Subtrees(List.copyOf(paths));
    }

    default boolean contains(String path) {
        return switch (this) {
            case Everything() -> true;
            case Subtrees(List<String> roots) ->
                roots.stream().anyMatch(root -> path.equals(root) || path.startsWith(root + "."));
        };
    }

    /// The value of the transaction setting `app.scope`.
    default String setting() {
        return switch (this) {
            case Everything() -> "*";
            case Subtrees(List<String> roots) -> String.join(",", roots);
        };
    }

    /// The paths as a literal of PostgreSQL's type `ltree[]`.
    default String literal() {
        return switch (this) {
            // Every path descends from the empty one.
            case Everything() -> "{\"\"}";
            case Subtrees(List<String> roots) -> "{" + String.join(",", roots) + "}";
        };
    }
}

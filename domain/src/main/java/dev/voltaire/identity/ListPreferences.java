package dev.voltaire.identity;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// How people like their lists, as JSON that only the portal understands.
@ApplicationScoped
public class ListPreferences {
    private final EntityManager entities;
    private final Clock clock;

    @Inject
    ListPreferences(EntityManager entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    @Transactional
    public Optional<String> get(UUID userId, String listId) {
        List<String> found = entities.createNativeQuery(
                        "select value::text from list_preference where user_id = :user and list_id = :list",
                        String.class)
                .setParameter("user", userId)
                .setParameter("list", listId)
                .getResultList();
        return found.stream().findFirst();
    }

    @Transactional
    public void put(UUID userId, String listId, String json) {
        entities.createNativeQuery("""
                        insert into list_preference (user_id, list_id, value, changed_at)
                        values (:user, :list, cast(:value as jsonb), :at)
                        on conflict (user_id, list_id) do update set value = excluded.value, changed_at = excluded.changed_at
                        """)
                .setParameter("user", userId)
                .setParameter("list", listId)
                .setParameter("value", json)
                .setParameter("at", clock.instant())
                .executeUpdate();
    }

    @Transactional
    public void remove(UUID userId, String listId) {
        entities.createNativeQuery("delete from list_preference where user_id = :user and list_id = :list")
                .setParameter("user", userId)
                .setParameter("list", listId)
                .executeUpdate();
    }
}

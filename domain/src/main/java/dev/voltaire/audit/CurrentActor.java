package dev.voltaire.audit;

import jakarta.enterprise.context.RequestScoped;

/// The actor of the request at hand: the system, until a front door has recognised somebody.
@RequestScoped
public class CurrentActor {
    private Actor actor = Actor.SYSTEM;

    public Actor get() {
        return actor;
    }

    public void is(Actor recognised) {
        this.actor = recognised;
    }
}

package dev.voltaire.identity;

import jakarta.enterprise.context.RequestScoped;
import java.util.function.Supplier;

/// The caller of the running request. The front door sets it after authentication; where nobody does (gateways, jobs)
/// it is the system.
@RequestScoped
public class CurrentCaller {
    private Caller caller = Caller.SYSTEM;

    public Caller get() {
        return caller;
    }

    public void is(Caller newCaller) {
        this.caller = newCaller;
    }

    /// Lets the system act for the caller, where the caller's own reach is too short: what it returns must not be.
    /// Open no transaction before.
    public <T> T asSystem(Supplier<T> work) {
        Caller before = caller;
        caller = Caller.SYSTEM;
        try {
            return work.get();
        } finally {
            caller = before;
        }
    }
}

package dev.voltaire.identity;

import jakarta.enterprise.context.RequestScoped;

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
}

package dev.voltaire.ocpi.sessions;

import dev.voltaire.ocpi.http.Notes;
import dev.voltaire.ocpi.http.OcpiObject;
import dev.voltaire.session.RoamingSessions.Fact;
import dev.voltaire.session.SessionStatus;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// What a session says that can hardly be, by itself and after what was said before. It is stored all the same.
final class SessionOddities {
    private static final BigDecimal MOST_KWH = BigDecimal.valueOf(1_000);

    private SessionOddities() {}

    /// @param before the session as it was stored; absent for a new one
    static void note(Fact session, @Nullable OcpiObject before, Notes notes) {
        if (session.kwh().compareTo(MOST_KWH) > 0) {
            notes.add("energy-implausible", session.kwh().toPlainString() + " kWh, perhaps watt-hours");
        }
        if (session.status() == SessionStatus.COMPLETED && session.endedAt() == null) {
            notes.add("end-missing", null);
        }
        if (before == null) {
            return;
        }
        BigDecimal kwh = before.decimal("kwh");
        if (kwh != null && session.kwh().compareTo(kwh) < 0) {
            notes.add(
                    "energy-decreased",
                    kwh.toPlainString() + " to " + session.kwh().toPlainString());
        }
        boolean open = session.status() == SessionStatus.ACTIVE || session.status() == SessionStatus.PENDING;
        if (open && "COMPLETED".equalsIgnoreCase(before.text("status"))) {
            notes.add("reopened", session.status() + " after COMPLETED is ignored");
        }
    }
}

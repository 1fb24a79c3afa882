package dev.voltaire.invoice;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/// The invoice settings of payers. Whoever calls has checked that the unit is in the caller's scope.
@ApplicationScoped
public class InvoiceSettingsRepository implements PanacheRepositoryBase<InvoiceSettings, UUID> {

    /// The defaults where nobody has chosen anything.
    public InvoiceSettings of(UUID unit) {
        return findByIdOptional(unit).orElseGet(() -> new InvoiceSettings(unit));
    }

    public InvoiceSettings change(UUID unit, InvoiceSettings.Particulars particulars) {
        InvoiceSettings settings = of(unit);
        settings.change(particulars);
        persistAndFlush(settings);
        return settings;
    }
}

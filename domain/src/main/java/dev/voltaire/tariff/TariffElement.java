package dev.voltaire.tariff;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Price components that share their restrictions. Which component applies is looked up per dimension, so one element
/// may supply the energy price while another supplies the time price.
public record TariffElement(List<PriceComponent> components, Restrictions restrictions) {
    public TariffElement {
        components = List.copyOf(components);
    }

    @Nullable
    PriceComponent component(Dimension dimension) {
        for (int i = 0; i < components.size(); i++) {
            PriceComponent component = components.get(i);
            if (component.dimension() == dimension) {
                return component;
            }
        }
        return null;
    }
}

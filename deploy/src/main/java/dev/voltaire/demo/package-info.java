/// An invented customer with people, cards and a home charger, and the traffic that keeps it alive. Loaded through the
/// domain's use cases, only where `VOLTAIRE_DEMO=true`. Owns no table.
@NullMarked
package dev.voltaire.demo;

import org.jspecify.annotations.NullMarked;

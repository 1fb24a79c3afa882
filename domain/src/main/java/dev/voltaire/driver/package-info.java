/// Profiles: the contracts under which users charge, each for one organisation unit. Owns the table `profile`.
@NullMarked
package dev.voltaire.driver;

import org.jspecify.annotations.NullMarked;

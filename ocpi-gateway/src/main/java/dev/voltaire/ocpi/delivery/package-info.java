/// Brings tokens to partners: takes what is due, sends each token as it is now, and notes what came of it. Every
/// partner has a lane of its own.
@NullMarked
package dev.voltaire.ocpi.delivery;

import org.jspecify.annotations.NullMarked;

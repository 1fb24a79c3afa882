/// The partner desk: who we roam with, how the connections fare, and what is odd about their data.
@NullMarked
package dev.voltaire.api.partner;

import org.jspecify.annotations.NullMarked;

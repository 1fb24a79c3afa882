@NullMarked
package dev.voltaire.ocpi.client;

import org.jspecify.annotations.NullMarked;

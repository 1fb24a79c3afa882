@NullMarked
package dev.voltaire.ocpi.http;

import org.jspecify.annotations.NullMarked;

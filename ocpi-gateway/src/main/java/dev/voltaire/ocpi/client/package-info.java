/// How we call partners: one guarded HTTP client, and OCPI's envelope read with distrust.
@NullMarked
package dev.voltaire.ocpi.client;

import org.jspecify.annotations.NullMarked;

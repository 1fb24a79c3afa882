/// Reading partners' lists: page by page, page after page, believing only what was read completely (OCPI 2.2.1
/// "Pagination").
@NullMarked
package dev.voltaire.ocpi.crawl;

import org.jspecify.annotations.NullMarked;

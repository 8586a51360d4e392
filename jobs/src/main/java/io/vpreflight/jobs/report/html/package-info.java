/**
 * The report as one HTML file. What the pages show is prepared here as plain records; the pages
 * themselves are jte templates, which escape whatever they are given.
 */
@NullMarked
package io.vpreflight.jobs.report.html;

import org.jspecify.annotations.NullMarked;

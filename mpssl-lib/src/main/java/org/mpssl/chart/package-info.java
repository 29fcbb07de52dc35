/** The look that all static charts share, in notebooks as in reports. */
package org.mpssl.chart;

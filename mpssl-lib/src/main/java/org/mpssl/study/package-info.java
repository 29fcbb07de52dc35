/**
 * Many runs as one question: comparisons of methods over seeds, named studies with their reports,
 * and LMO looked at alone.
 */
package org.mpssl.study;

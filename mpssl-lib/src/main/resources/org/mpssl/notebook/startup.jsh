import java.io.*;
import java.nio.file.*;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

import ai.djl.ndarray.*;
import ai.djl.ndarray.index.*;
import ai.djl.ndarray.types.*;

import org.mpssl.tensor.*;
import org.mpssl.nn.*;
import org.mpssl.augment.*;
import org.mpssl.loss.*;
import org.mpssl.data.*;
import org.mpssl.method.*;
import org.mpssl.train.*;
import org.mpssl.foundation.*;
import org.mpssl.study.*;
import org.mpssl.notebook.*;
import org.mpssl.notebook.live.*;
import org.mpssl.notebook.widget.*;

org.mpssl.notebook.Startup.run();

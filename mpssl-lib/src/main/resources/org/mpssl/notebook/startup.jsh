import java.nio.file.*;
import java.util.*;
import ai.djl.ndarray.*;

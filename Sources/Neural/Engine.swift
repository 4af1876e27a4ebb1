import CKernels
import COneDNN

/// How matrices are multiplied. All three read the same model file; the choice is made when the program runs.
public enum Engine: String, Sendable, CaseIterable {
    /// Bytes, by oneDNN: needs oneDNN and a processor that multiplies bytes in fours (AVX-512 VNNI, AVX-VNNI).
    case int8
    /// Single precision, by oneDNN: x86-64 without such instructions.
    case float
    /// Single precision, by Dixit's own kernels: any processor, nothing installed.
    case portable

    /// Whether this machine can run it.
    public var isAvailable: Bool {
        switch self {
        case .int8: onednn_available() && kernels_multiply_bytes()
        case .float: onednn_available()
        case .portable: true
        }
    }

    /// The engine that is asked for; without one the fastest that this machine can run.
    ///
    /// - Throws: `ModelError` where it cannot run here.
    public static func chosen(_ engine: Engine?) throws -> Engine {
        guard let engine else { return best }
        guard engine.isAvailable else {
            throw ModelError(
                "This machine cannot run the engine \(engine.rawValue); leave --engine out to get the fastest that it can.")
        }
        return engine
    }

    /// The fastest that this machine can run.
    public static var best: Engine {
        #if arch(x86_64)
            return allCases.first { $0.isAvailable } ?? .portable
        #else
            // oneDNN from a distribution is a plain reference there: Dixit's kernels are faster.
            return .portable
        #endif
    }
}

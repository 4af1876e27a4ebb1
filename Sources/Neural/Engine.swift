import CKernels
import COneDNN

/// How matrices are multiplied. All three read the same model file; the choice is made when the program runs.
public enum Engine: String, Sendable, CaseIterable {
    /// Bytes, by oneDNN where it is there and the processor multiplies bytes in fours (AVX-512 VNNI, AVX-VNNI), elsewhere by Dixit's own
    /// kernels: any processor, nothing installed.
    case int8
    /// Single precision, by oneDNN.
    case float
    /// Single precision, by Dixit's own kernels: any processor, nothing installed.
    case portable

    /// Whether this machine can run it.
    public var isAvailable: Bool { self != .float || onednn_available() }

    /// Whether its products are oneDNN's on this machine.
    public var isByOneDNN: Bool {
        switch self {
        case .int8: ByteProduct.here == .oneDNN
        case .float: true
        case .portable: false
        }
    }

    /// The engine that is asked for; without one the fastest.
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

    /// The fastest, whatever the machine: `Documentation/engines.md` has the measurements.
    public static let best = Engine.int8
}

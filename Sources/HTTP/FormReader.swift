import CMicrohttpd

/// Takes a form apart as it comes in, `application/x-www-form-urlencoded` or `multipart/form-data`; the library does the parsing.
///
/// A class, because the library calls it back; used from the server's one thread alone.
final class FormReader {
    private var parser: OpaquePointer?
    private var texts: [String: [UInt8]] = [:]
    private var files: [FilledForm.File] = []
    /// Whether something in it cannot be taken.
    private var isBroken = false
    private var received = 0
    private let limit: Int

    private static let fieldLimit = 64
    private static let bufferSize = 32 << 10

    /// A reader of the form that a connection sends; nil where what it sends is no form.
    init?(_ connection: OpaquePointer?, limit: Int) {
        self.limit = limit
        // What the library holds is freed with this object, so that the pointer never outlives it.
        let me = Unmanaged.passUnretained(self).toOpaque()
        parser = MHD_create_post_processor(connection, FormReader.bufferSize, FormReader.take, me)
        if parser == nil { return nil }
    }

    deinit { MHD_destroy_post_processor(parser) }

    /// Takes the next bytes of the body.
    func feed(_ bytes: UnsafePointer<CChar>?, _ count: Int) {
        received += count
        if received > limit { isBroken = true }
        if !isBroken, MHD_post_process(parser, bytes, count) != .YES { isBroken = true }
    }

    /// The form, when all of the body has come; nil where it was not well formed, or not UTF-8.
    func form() -> FilledForm? {
        // Freeing the parser hands out what it still holds.
        if MHD_destroy_post_processor(parser) != .YES { isBroken = true }
        parser = nil
        guard !isBroken else { return nil }
        var form = FilledForm(files: files)
        for (name, bytes) in texts {
            guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
            form.values[name] = text
        }
        return form
    }

    private static let take: MHD_PostDataIterator = { context, _, key, fileName, _, _, data, offset, size in
        guard let context, let key else { return .NO }
        let reader = Unmanaged<FormReader>.fromOpaque(context).takeUnretainedValue()
        let bytes = UnsafeRawBufferPointer(start: data, count: data == nil ? 0 : size)
        reader.take(String(cString: key), fileName.map { String(cString: $0) }, bytes, isFirst: offset == 0)
        return reader.isBroken ? .NO : .YES
    }

    private func take(_ key: String, _ fileName: String?, _ bytes: UnsafeRawBufferPointer, isFirst: Bool) {
        guard texts.count + files.count < FormReader.fieldLimit else { return isBroken = true }
        if let fileName {
            if isFirst { files.append(FilledForm.File(name: fileName, bytes: Array(bytes))) } else { extendLastFile(bytes) }
        } else {
            texts[key, default: []] += bytes
        }
    }

    private func extendLastFile(_ bytes: UnsafeRawBufferPointer) {
        guard let last = files.popLast() else { return isBroken = true }
        files.append(FilledForm.File(name: last.name, bytes: last.bytes + bytes))
    }
}

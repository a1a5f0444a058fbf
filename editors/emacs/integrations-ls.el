;;; integrations-ls.el --- Language server for Datadog integration repositories -*- lexical-binding: t; -*-

;; SPDX-License-Identifier: MIT OR Apache-2.0
;; Package-Requires: ((emacs "29.1"))
;; Version: 0.1.0
;; Keywords: languages, tools

;;; Commentary:

;; `integrations-ls-mode' starts the server for files of integration repositories, and for nothing else.
;; It speaks through eglot, which is part of Emacs; lsp-mode is used when `integrations-ls-client' says so.
;;
;;     (require 'integrations-ls)
;;     (integrations-ls-mode 1)

;;; Code:

(require 'seq)
(require 'integrations-ls-served)

(defvar integrations-ls-mode)
(defvar eglot-server-programs)
(defvar eglot-workspace-configuration)
(defvar lsp-language-id-configuration)
(declare-function eglot-ensure "eglot")
(declare-function eglot-current-server "eglot")
(declare-function jsonrpc-request "jsonrpc")
(declare-function lsp-deferred "lsp-mode")
(declare-function lsp-register-client "lsp-mode")
(declare-function lsp-stdio-connection "lsp-mode")
(declare-function lsp-configuration-section "lsp-mode")
(declare-function lsp-request "lsp-mode")
(declare-function make-lsp-client "lsp-mode")

(defgroup integrations-ls nil
  "Language server for Datadog integration repositories."
  :group 'tools)

(defcustom integrations-ls-command '("integrations-ls" "server")
  "Program of the server and its arguments."
  :type '(repeat string))

(defcustom integrations-ls-client 'eglot
  "The client that talks to the server."
  :type '(choice (const eglot) (const lsp-mode)))

(defcustom integrations-ls-modes
  '(csv-mode text-mode conf-mode
    js-json-mode json-mode json-ts-mode
    markdown-mode gfm-mode markdown-ts-mode gfm-ts-mode
    yaml-mode yaml-ts-mode
    conf-toml-mode toml-mode toml-ts-mode)
  "Major modes whose buffers eglot gives to the server.
Eglot knows one server for a buffer.  Python is therefore not among them
and stays with your Python server; add `python-mode' and `python-ts-mode'
to have the options of checks completed and explained instead.  With
lsp-mode a buffer may have several servers: this list does not matter."
  :type '(repeat symbol))

;;;; Which files

(defun integrations-ls--regexp (glob)
  "Regular expression for a GLOB with `**/', `*' and `{a,b}'."
  (let ((at 0) (parts nil))
    (while (< at (length glob))
      (let ((rest (substring glob at)))
        (pcase-let ((`(,taken . ,part)
                     (cond ((string-prefix-p "**/" rest) '(3 . "\\(?:.*/\\)?"))
                           ((string-prefix-p "*" rest) '(1 . "[^/]*"))
                           ((string-prefix-p "{" rest) '(1 . "\\(?:"))
                           ((string-prefix-p "}" rest) '(1 . "\\)"))
                           ((string-prefix-p "," rest) '(1 . "\\|"))
                           (t (cons 1 (regexp-quote (substring rest 0 1)))))))
          (push part parts)
          (setq at (+ at taken)))))
    (concat "\\`" (apply #'concat (nreverse parts)) "\\'")))

(defconst integrations-ls--served
  (mapcar #'integrations-ls--regexp integrations-ls-served-globs))

(defun integrations-ls-served-p (file)
  "Whether the server looks after FILE, judged by its path alone."
  (let ((case-fold-search nil))
    (seq-some (lambda (regexp) (string-match-p regexp file)) integrations-ls--served)))

(defun integrations-ls--holds (file regexp)
  "Whether the first half megabyte of FILE matches REGEXP."
  (and (file-regular-p file)
       (with-temp-buffer
         (ignore-errors (insert-file-contents file nil 0 (* 512 1024)))
         (goto-char (point-min))
         (re-search-forward regexp nil t))))

(defun integrations-ls--integration-p (dir)
  "Whether DIR is an integration; asks what the server asks, in that order."
  (let ((manifest (expand-file-name "manifest.json" dir))
        (case-fold-search nil))
    (if (file-exists-p manifest)
        ;; Browser extensions write a number.
        (integrations-ls--holds manifest "\"manifest_version\"[ \t\r\n]*:[ \t\r\n]*\"")
      (or (integrations-ls--holds (expand-file-name "metadata.csv" dir)
                                  "\\`[^\r\n]*metric_name[^\r\n]*metric_type")
          (and (file-exists-p (expand-file-name "pyproject.toml" dir))
               (file-directory-p (expand-file-name "datadog_checks" dir)))))))

(defun integrations-ls-root (file)
  "Root of the integration repository around FILE, or nil when there is none.
The nearest folder upward with `.ddev/config.toml'; without one the
nearest integration, or the folder above it when that holds more of them."
  (if-let ((root (locate-dominating-file file ".ddev/config.toml")))
      (expand-file-name root)
    (when-let ((found (locate-dominating-file
                       file (lambda (dir) (and (file-directory-p dir) (integrations-ls--integration-p dir)))))
               (nearest (file-name-as-directory (expand-file-name found)))
               (above (file-name-directory (directory-file-name nearest))))
      (if (seq-some (lambda (dir)
                      (and (not (equal (file-name-as-directory dir) nearest))
                           (file-directory-p dir)
                           (integrations-ls--integration-p dir)))
                    (ignore-errors (directory-files above t "\\`[^.]" t)))
          above
        nearest))))

;;;; Starting

(defvar integrations-ls--told nil "Whether a missing program was told already.")

(defun integrations-ls--program-p ()
  "Whether the program can be started; tells once when it cannot."
  (or (executable-find (car integrations-ls-command))
      (unless integrations-ls--told
        (setq integrations-ls--told t)
        (display-warning
         'integrations-ls
         (format (concat "`%s' was not found.  Install integrations-ls and put it"
                         " on your PATH, or name it in `integrations-ls-command'.")
                 (car integrations-ls-command)))
        nil)))

(defun integrations-ls--choose-mode ()
  "Give a buffer in Fundamental mode a mode; eglot and lsp-mode serve no others."
  (when (eq major-mode 'fundamental-mode)
    (cond ((and (string-match-p "\\.ya?ml\\(?:\\.example\\|\\.default\\)?\\'" buffer-file-name) (fboundp 'yaml-mode))
           (yaml-mode))
          ((and (string-match-p "\\.csv\\'" buffer-file-name) (fboundp 'csv-mode)) (csv-mode))
          (t (text-mode)))))
(declare-function yaml-mode "yaml-mode")
(declare-function csv-mode "csv-mode")

(defun integrations-ls--project (dir)
  "Project around DIR where version control knows none.
All buffers of a repository share one server by that."
  (when-let ((root (integrations-ls-root dir)))
    (cons 'transient root)))

(defun integrations-ls--start-eglot ()
  "Start the server for this buffer through eglot, or use the running one."
  (require 'eglot)
  (when (memq major-mode integrations-ls-modes)
    (setq-local eglot-server-programs (list (cons integrations-ls-modes integrations-ls-command)))
    (eglot-ensure)))

(defun integrations-ls--register-lsp-mode ()
  "Make the server known to lsp-mode, beside whatever else serves the buffer."
  (require 'lsp-mode)
  (dolist (kind '(("\\.csv\\'" . "csv") ("CODEOWNERS\\'" . "codeowners") ("\\.in\\'" . "requirements")
                  ("\\.yaml\\.\\(?:example\\|default\\)\\'" . "yaml") ("/changelog\\.d/" . "text")))
    (add-to-list 'lsp-language-id-configuration kind t))
  (lsp-register-client
   (make-lsp-client :new-connection (lsp-stdio-connection (lambda () integrations-ls-command))
                    :activation-fn (lambda (file _mode)
                                     (and integrations-ls-mode
                                          (integrations-ls-served-p file)
                                          (integrations-ls-root file)))
                    :initialization-options (lambda () (plist-get (integrations-ls--settings) :integrationsLs))
                    :initialized-fn #'ignore
                    :add-on? t
                    :server-id 'integrations-ls)))

(defun integrations-ls--settings ()
  "Settings as eglot has them, for lsp-mode."
  (and (boundp 'eglot-workspace-configuration)
       (listp eglot-workspace-configuration)
       eglot-workspace-configuration))

(defun integrations-ls--maybe-start ()
  "Start the server when this buffer shows a file of an integration repository."
  (when (and buffer-file-name
             (not (file-remote-p buffer-file-name))
             (integrations-ls-served-p buffer-file-name)
             (integrations-ls-root buffer-file-name)
             (integrations-ls--program-p))
    (integrations-ls--choose-mode)
    (if (eq integrations-ls-client 'lsp-mode)
        (lsp-deferred)
      (integrations-ls--start-eglot))))

;;;###autoload
(define-minor-mode integrations-ls-mode
  "Check and complete the files of Datadog integration repositories."
  :global t
  (if (not integrations-ls-mode)
      (progn
        (remove-hook 'find-file-hook #'integrations-ls--maybe-start)
        (remove-hook 'project-find-functions #'integrations-ls--project))
    (setq integrations-ls--told nil)
    (when (eq integrations-ls-client 'lsp-mode)
      (integrations-ls--register-lsp-mode))
    (add-hook 'find-file-hook #'integrations-ls--maybe-start)
    ;; Loaded first: it gives its own functions only to a variable that nobody has set.
    (require 'project)
    (add-hook 'project-find-functions #'integrations-ls--project t)
    ;; Files may be open already.
    (dolist (buffer (buffer-list))
      (with-current-buffer buffer
        (integrations-ls--maybe-start)))))

(defun integrations-ls-status ()
  "Tell what the server has loaded."
  (interactive)
  (let* ((server (and (fboundp 'eglot-current-server) (eglot-current-server)))
         (status (if server (jsonrpc-request server :integrationsLs/status nil)
                   (user-error "No server is attached to this buffer"))))
    (message "integrations-ls %s\n%s"
             (plist-get status :version)
             (mapconcat (lambda (repository)
                          (format "%s: %s, %d integrations, %d metrics, templates %s"
                                  (plist-get repository :root)
                                  (plist-get repository :kind)
                                  (plist-get repository :integrations)
                                  (plist-get repository :metrics)
                                  (or (plist-get (plist-get repository :templates) :path) "not found")))
                        (plist-get status :repositories)
                        "\n"))))

(provide 'integrations-ls)
;;; integrations-ls.el ends here

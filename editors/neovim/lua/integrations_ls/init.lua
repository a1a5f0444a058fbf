-- Entry point for users: `require('integrations_ls').setup({ ... })`.
-- On Neovim 0.11 and later it only forwards to vim.lsp.config and vim.lsp.enable.

local M = {}

--- `opts` takes any field of a Neovim client configuration (`cmd`, `settings`, `on_attach`, ...).
function M.setup(opts)
  local client = require('integrations_ls.client')
  if client.is_new_style() then
    vim.lsp.config(client.name, opts or {})
    vim.lsp.enable(client.name)
    return
  end

  client.use_old_style(opts or {})
  local group = vim.api.nvim_create_augroup('integrations_ls', { clear = true })
  vim.api.nvim_create_autocmd('FileType', {
    group = group,
    pattern = client.config().filetypes,
    desc = 'Start integrations-ls in integration repositories',
    callback = function(event)
      client.attach(event.buf)
    end,
  })
  -- A plugin manager may load us after the first file is already open.
  if vim.v.vim_did_enter == 1 then
    for _, bufnr in ipairs(vim.api.nvim_list_bufs()) do
      if vim.api.nvim_buf_is_loaded(bufnr) and vim.bo[bufnr].filetype ~= '' then
        vim.api.nvim_exec_autocmds('FileType', { group = group, buffer = bufnr })
      end
    end
  end
end

return M
